"""Playing a state: games, what advisers tell, the debriefing, classrooms."""
