"""What pydantic found wrong, said in the terms of the file: where, what was found, what is allowed."""

from __future__ import annotations

import types
import typing
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Tag, ValidationError
from pydantic.fields import FieldInfo

from realpolitik.errors import KeyPath, Problem, listed, nearest_name, quoted

_KINDS = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "tuple_type": "a list",
    "list_type": "a list",
    "finite_number": "a finite number",
}


def members(annotation: Any) -> dict[str, Any]:
    """Return the alternatives of a type except None, by the label that pydantic gives them.

    A type without alternatives has one, under the empty label.
    """
    while typing.get_origin(annotation) is Annotated:
        annotation = typing.get_args(annotation)[0]
    if not isinstance(annotation, types.UnionType) and typing.get_origin(annotation) is not typing.Union:
        return {"": annotation}
    found: dict[str, Any] = {}
    for option in typing.get_args(annotation):
        if option is type(None):
            continue
        tags = [item.tag for item in getattr(option, "__metadata__", ()) if isinstance(item, Tag)]
        if isinstance(option, type) and issubclass(option, BaseModel) and "kind" in option.model_fields:
            tags = list(typing.get_args(option.model_fields["kind"].annotation))
        for label, inner in members(option).items():
            found[tags[0] if tags else label] = inner
    return found


def inside(annotation: Any, key: str | int) -> Any | None:
    """Return the type that may stand under a key or index of a type; None if nothing may."""
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = annotation.model_fields.get(str(key))
        return field.annotation if field else None
    if origin is dict:
        return arguments[1]
    if origin is tuple and isinstance(key, int):
        if arguments[-1] is Ellipsis:
            return arguments[0]
        return arguments[key] if key < len(arguments) else None
    return None


def follow(model: type[BaseModel], location: KeyPath) -> tuple[KeyPath, list[Any]]:
    """Walk from a model along the location of an error.

    Returns
    -------
    path : tuple of str or int
        The location without the labels of alternatives, that is, the keys as they stand in the file.
    reached : list of types
        What may stand there; empty if the walk left the model.
    """
    path: list[str | int] = []
    reached: list[Any] = [model]
    for key in location:
        labelled = {label: option for outer in reached for label, option in members(outer).items() if label}
        if key in labelled:
            reached = [labelled[str(key)]]
            continue
        options = [option for outer in reached for option in members(outer).values()]
        reached = [step for step in (inside(option, key) for option in options) if step is not None]
        path.append(key)
    return tuple(path), [option for outer in reached for option in members(outer).values()]


def fields_of(reached: list[Any]) -> dict[str, FieldInfo]:
    """Return the keys of the tables among some types."""
    fields: dict[str, FieldInfo] = {}
    for option in reached:
        if isinstance(option, type) and issubclass(option, BaseModel):
            fields |= option.model_fields
    return fields


def name_list_items(path: KeyPath, document: Any) -> KeyPath:
    """Replace the index of a list item that has an id by that id: ``events.baghdad-pact.level``."""
    named: list[str | int] = []
    here = document
    for key in path:
        try:
            here = here[key]
        except (KeyError, IndexError, TypeError):
            here = None
        identity = here.get("id") if isinstance(key, int) and isinstance(here, dict) else None
        named.append(identity if isinstance(identity, str) and identity else key)
    return tuple(named)


def _describe(model: type[BaseModel], location: KeyPath) -> str:
    """Return the description of the field that an error is about, in brackets."""
    path, _ = follow(model, location)
    for end in range(len(path), 0, -1):
        if isinstance(path[end - 1], str):
            field = fields_of(follow(model, path[: end - 1])[1]).get(str(path[end - 1]))
            if field is not None and field.description:
                return f" ({_gist(field.description)})"
    return ""


def _gist(description: str) -> str:
    """Return what stands before the explanation that a colon begins; a colon in brackets begins none.

    Examples
    --------
    >>> _gist("rungs: 0 to 3"), _gist("set to this (weights: three numbers)")
    ('rungs', 'set to this (weights: three numbers)')
    """
    depth = 0
    for place, letter in enumerate(description):
        depth += (letter in "([{") - (letter in ")]}")
        if depth == 0 and description.startswith(": ", place):
            return description[:place]
    return description


def schema_problems(error: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """Return the problems in a validation error of a model, paths as they stand in the file."""
    items = error.errors(include_url=False)
    within = {item["loc"][:end] for item in items for end in range(len(item["loc"]))}
    # Items that are wrong do not count for the length of their list: there they are said, and the list is no problem.
    return [_problem(dict(item), model) for item in items if item["type"] != "too_short" or item["loc"] not in within]


def _problem(item: dict[str, Any], model: type[BaseModel]) -> Problem:
    location: KeyPath = item["loc"]
    # An error about the name of a key of a free table ends in this mark.
    is_key = location[-1:] == ("[key]",) and _is_free_table(model, location[:-2])
    if is_key:
        location = location[:-1]
    path, _ = follow(model, location)
    kind, context, value = item["type"], item.get("ctx") or {}, item.get("input")

    if kind == "wrong":
        return Problem(path, context["found"], context["allowed"], context["nearest"])
    if kind == "extra_forbidden":
        # The alternative that was tried is named in the location itself.
        valid = list(fields_of(follow(model, location[:-1])[1]))
        name = str(path[-1])
        return Problem(path, f"the unknown key {name!r}", listed(valid), nearest_name(name, valid))
    if kind == "missing":
        if isinstance(path[-1], int):
            return Problem(path[:-1], "too few items", "[year, value]" + _describe(model, location))
        return Problem(path, "nothing", "a value, this key is required" + _describe(model, location))
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        valid = list(members(_field_type(model, location)))
        found = value.get("kind") if isinstance(value, dict) else None
        near = nearest_name(str(found), valid) if found is not None else None
        where = (*path, "kind") if isinstance(value, dict) else path
        return Problem(where, "nothing" if found is None else quoted(found), listed(valid), near)
    if kind == "literal_error":
        choices = [str(c) for option in follow(model, location)[1] for c in _literal(option)]
        return Problem(path, quoted(value), listed(choices, 40), nearest_name(str(value), choices))
    if kind == "string_pattern_mismatch":
        shape = "lower-case letters, digits and '_' (in names also '-'), a letter first"
        return Problem(path, f"the name {path[-1]!r}" if is_key else quoted(value), shape)
    if kind == "too_short":
        limits = item.get("ctx", {})
        least, there = limits.get("min_length", 1), limits.get("actual_length", 0)
        found = f"only {there} in it" if there else "nothing in it"
        return Problem(path, found, ("one or more" if least == 1 else f"{least} or more") + _describe(model, location))
    if kind == "string_type" and isinstance(value, bool):
        return Problem(path, quoted(value), 'text in quotes, such as "off" or "on"' + _describe(model, location))
    allowed = _KINDS.get(kind) or str(item["msg"]).removeprefix("Input should be ").removeprefix("Tuple should ")
    return Problem(path, quoted(value), allowed + _describe(model, location))


def _is_free_table(model: type[BaseModel], location: KeyPath) -> bool:
    return any(typing.get_origin(option) is dict for option in follow(model, location)[1])


def _literal(option: Any) -> tuple[Any, ...]:
    return typing.get_args(option) if typing.get_origin(option) is Literal else ()


def _field_type(model: type[BaseModel], location: KeyPath) -> Any:
    """Return the type at a location with its alternatives together."""
    reached: list[Any] = [model]
    for key in location:
        options = [option for outer in reached for option in members(outer).values()]
        reached = [step for step in (inside(option, key) for option in options) if step is not None]
    return reached[0]
