"""The scenario: files, validation, the mapping from the record, the timeline."""
