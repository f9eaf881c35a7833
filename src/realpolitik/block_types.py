"""How compiled code reads blocks: a pointer with N and M, fields as light arrays without reference counts.

The room of a block is part of its type: where a field lies and how far its rows lie apart are constants of the code.
"""

# mypy: ignore-errors
from __future__ import annotations

import hashlib
import operator
from functools import cache

from llvmlite import ir
from numba.core import cgutils, types
from numba.core.imputils import lower_builtin, lower_getattr_generic
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_getattr, infer_global, signature
from numba.extending import NativeValue, models, register_model, typeof_impl, unbox

from realpolitik.blocks import Block, BlockSeries
from realpolitik.lane_types import FIRST, NUMBER, Lanes, lanes_of

POINTER = types.CPointer(types.float64)


class BlockType(types.Type):
    """A block of one layout and room, of one run or of several side by side.

    With `runs` above 1, fields that differ between runs hold so many numbers for each of one run. `one_of_them` is
    the view of a single run in such a block.
    """

    def __init__(self, layout, room, runs=1, one_of_them=False):
        self.layout = layout
        self.room = room
        self.runs = runs
        self.one_of_them = one_of_them
        super().__init__(name=f"Block({layout.name},{room},{runs},{one_of_them},{hash_of(layout)})")

    def field(self, name):
        """Return the type of a field."""
        wide = self.runs > 1 and name not in self.layout.shared
        element = lanes_of(self.runs) if wide and not self.one_of_them else NUMBER
        strides = self.layout.strides(name, self.room, self.runs)
        return LightArray(element, strides) if strides else element


class BlockSeriesType(types.Type):
    """A series of blocks of one layout and room."""

    def __init__(self, layout, room):
        self.layout = layout
        self.room = room
        super().__init__(name=f"BlockSeries({layout.name},{room},{hash_of(layout)})")


class LightArray(types.Type):
    """A field of a block or a row of it: a pointer and its shape; from one entry to the next lie so many numbers."""

    def __init__(self, element, strides):
        self.element = element
        self.strides = strides
        self.dimensions = len(strides)
        super().__init__(name=f"LightArray({element},{strides})")


@cache
def hash_of(layout):
    """Return a short name for a layout's fields, the same in every process: each compiled function bears it."""
    fields = ";".join(f"{name}:{letters}" for name, letters in layout.fields)
    return hashlib.sha256(fields.encode()).hexdigest()[:12]


class _PointerModel(models.StructModel):
    def __init__(self, manager, kind):
        run = [("run", types.intp)] if getattr(kind, "one_of_them", False) else []
        super().__init__(manager, kind, [("data", POINTER), ("states", types.intp), ("actors", types.intp), *run])


register_model(BlockType)(_PointerModel)
register_model(BlockSeriesType)(_PointerModel)


@register_model(LightArray)
class _LightArrayModel(models.StructModel):
    def __init__(self, manager, kind):
        sides = [(f"side{d}", types.intp) for d in range(kind.dimensions)]
        super().__init__(manager, kind, [("data", POINTER), *sides])


# asked at every call of a kernel from Python: one type a layout and room, made once
_block_type = cache(BlockType)
_series_type = cache(BlockSeriesType)


@typeof_impl.register(Block)
def _typeof_block(value, context):
    return _block_type(value.layout, value.room, value.runs, False)


@typeof_impl.register(BlockSeries)
def _typeof_series(value, context):
    return _series_type(value.layout, value.room)


def _unbox(kind, value, c):
    struct = cgutils.create_struct_proxy(kind)(c.context, c.builder)

    def integer(name):
        attribute = c.pyapi.object_getattr_string(value, name)
        number = c.pyapi.number_as_ssize_t(attribute)
        c.pyapi.decref(attribute)
        return number

    struct.data = c.builder.inttoptr(integer("address"), ir.PointerType(ir.DoubleType()))
    struct.states = integer("states")
    struct.actors = integer("actors")
    return NativeValue(struct._getvalue())


unbox(BlockType)(_unbox)
unbox(BlockSeriesType)(_unbox)


@infer_getattr
class _BlockAttributes(AttributeTemplate):
    key = BlockType

    def generic_resolve(self, kind, name):
        if name in ("states", "actors", "runs"):
            return types.intp
        return kind.field(name) if name in dict(kind.layout.fields) else None


class Parts:
    """The members of a value by name, taken out of the value itself: no memory to be optimised away again."""

    def __init__(self, context, builder, kind, value):
        self._builder, self._value = builder, value
        self._places = context.data_model_manager[kind].get_field_position

    def __getattr__(self, name):
        return self._builder.extract_value(self._value, self._places(name))


def made(context, builder, kind, **parts):
    """Return a value of these members."""
    value = ir.Constant(context.get_value_type(kind), ir.Undefined)
    place_of = context.data_model_manager[kind].get_field_position
    for name, part in parts.items():
        value = builder.insert_value(value, part, place_of(name))
    return value


def _constant(number):
    return ir.Constant(ir.IntType(64), number)


def _side(parts, letter):
    if letter in "NM":
        return parts.states if letter == "N" else parts.actors
    return _constant(int(letter))


@lower_getattr_generic(BlockType)
def _block_field(context, builder, kind, value, name):
    block = Parts(context, builder, kind, value)
    if name == "runs":
        return _constant(kind.runs)
    if name in ("states", "actors"):
        return getattr(block, name)
    pointer = builder.gep(block.data, [_constant(kind.layout.places(kind.room, kind.runs)[name])])
    if kind.one_of_them and name not in kind.layout.shared:
        pointer = builder.gep(pointer, [block.run])
    light = kind.field(name)
    if not isinstance(light, LightArray):
        return _load(builder, light, pointer)
    sides = {f"side{d}": _side(block, letter) for d, letter in enumerate(dict(kind.layout.fields)[name])}
    return made(context, builder, light, data=pointer, **sides)


def _load(builder, element, pointer):
    if not isinstance(element, Lanes):
        return builder.load(pointer)
    value = builder.load(builder.bitcast(pointer, element.vector.as_pointer()))
    value.align = 8
    return value


def _store(builder, value, element, pointer):
    if not isinstance(element, Lanes):
        builder.store(value, pointer)
        return
    builder.store(value, builder.bitcast(pointer, element.vector.as_pointer())).align = 8


def _index_types(index):
    kinds = tuple(index) if isinstance(index, types.BaseTuple) else (index,)
    return kinds if all(isinstance(kind, types.Integer) for kind in kinds) else None


@infer_global(operator.getitem)
class _GetItem(AbstractTemplate):
    metadata = FIRST

    def generic(self, args, kws):
        if len(args) != 2:
            return None
        holder, index = args
        kinds = _index_types(index)
        if kinds is None:
            return None
        if isinstance(holder, LightArray) and len(kinds) <= holder.dimensions:
            left = holder.strides[len(kinds) :]
            return signature(LightArray(holder.element, left) if left else holder.element, holder, index)
        if isinstance(holder, BlockSeriesType) and len(kinds) == 1:
            return signature(BlockType(holder.layout, holder.room), holder, index)
        return None


@infer_global(operator.setitem)
class _SetItem(AbstractTemplate):
    metadata = FIRST

    def generic(self, args, kws):
        if len(args) != 3:
            return None
        holder, index, _ = args
        kinds = _index_types(index)
        if isinstance(holder, LightArray) and kinds is not None and len(kinds) == holder.dimensions:
            return signature(types.none, holder, index, holder.element)
        return None


@infer_global(len)
class _Length(AbstractTemplate):
    metadata = FIRST

    def generic(self, args, kws):
        if len(args) == 1 and isinstance(args[0], LightArray | BlockSeriesType):
            return signature(types.intp, *args)
        return None


def _locate(context, builder, kind, value, index_type, index):
    """Return the pointer to the indexed element or sub-array, the array's parts and how many numbers index it."""
    light = Parts(context, builder, kind, value)
    if isinstance(index_type, types.BaseTuple):
        numbers, kinds = cgutils.unpack_tuple(builder, index), tuple(index_type)
    else:
        numbers, kinds = [index], (index_type,)
    numbers = [context.cast(builder, n, k, types.intp) for n, k in zip(numbers, kinds, strict=True)]
    offset = _constant(0)
    for number, stride in zip(numbers, kind.strides, strict=False):
        offset = builder.add(offset, builder.mul(number, _constant(stride)))
    return builder.gep(light.data, [offset]), light, len(numbers)


def _get_item(context, builder, sig, args):
    kind = sig.args[0]
    pointer, light, depth = _locate(context, builder, kind, args[0], sig.args[1], args[1])
    if depth == kind.dimensions:
        return _load(builder, kind.element, pointer)
    sides = {f"side{d - depth}": getattr(light, f"side{d}") for d in range(depth, kind.dimensions)}
    return made(context, builder, sig.return_type, data=pointer, **sides)


def _set_item(context, builder, sig, args):
    pointer, _, _ = _locate(context, builder, sig.args[0], args[0], sig.args[1], args[1])
    element = sig.args[0].element
    _store(builder, context.cast(builder, args[2], sig.args[2], element), element, pointer)
    return context.get_dummy_value()


def _series_item(context, builder, sig, args):
    kind = sig.args[0]
    series = Parts(context, builder, kind, args[0])
    year = context.cast(builder, args[1], sig.args[1], types.intp)
    data = builder.gep(series.data, [builder.mul(year, _constant(kind.layout.places(kind.room)[""]))])
    return made(context, builder, sig.return_type, data=data, states=series.states, actors=series.actors)


def _length(context, builder, sig, args):
    return Parts(context, builder, sig.args[0], args[0]).side0


for _index in (types.Integer, types.BaseTuple):
    lower_builtin(operator.getitem, LightArray, _index)(_get_item)
    lower_builtin(operator.setitem, LightArray, _index, types.Float)(_set_item)
    lower_builtin(operator.setitem, LightArray, _index, Lanes)(_set_item)
lower_builtin(operator.getitem, BlockSeriesType, types.Integer)(_series_item)
lower_builtin(len, LightArray)(_length)
