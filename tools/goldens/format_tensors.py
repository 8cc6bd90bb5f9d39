"""Small tensor files of every storage, with what the reference libraries read from them.

Needs onnx 1.23, safetensors 0.8, numpy and torch. Run from the repository root:

    python tools/goldens/format_tensors.py

Each golden is a pair in ground/src/test/resources/dev/heed/format: NAME.hex is the file, NAME.txt has a line a tensor:
name, type, shape, values; floats as their binary32 bits in hex, integers in decimal.
"""

import pathlib

import numpy as np
import onnx
import safetensors.torch
import torch
from onnx import TensorProto, helper, numpy_helper

OUT = pathlib.Path("ground/src/test/resources/dev/heed/format")

FLOATS = [0.0, -0.0, 1.5, -2.25, 65504.0, 6e-8, float("inf"), -float("inf"), float("nan"), 0.1]
NAMES = {
    TensorProto.FLOAT: "F32", TensorProto.DOUBLE: "F64", TensorProto.FLOAT16: "F16", TensorProto.BFLOAT16: "BF16",
    TensorProto.INT64: "I64", TensorProto.INT32: "I32", TensorProto.INT16: "I16", TensorProto.INT8: "I8",
    TensorProto.UINT64: "U64", TensorProto.UINT32: "U32", TensorProto.UINT16: "U16", TensorProto.UINT8: "U8",
    TensorProto.BOOL: "BOOL",
}
INTEGERS = {
    "I64": [0, -1, 2**62, -(2**63)], "I32": [0, -1, 2**31 - 1, -(2**31)], "I16": [0, -1, 32767, -32768],
    "I8": [0, -1, 127, -128], "U64": [0, 1, 2**63 - 1, 7], "U32": [0, 1, 2**32 - 1, 7],
    "U16": [0, 1, 65535, 7], "U8": [0, 1, 255, 7], "BOOL": [0, 1, 1, 0],
}


def line(name, kind, shape, values):
    if kind in ("F64", "F32", "F16", "BF16"):
        bits = np.asarray(values, dtype=np.float32).ravel()
        bits = np.where(np.isnan(bits), np.uint32(0x7FC00000), bits.view(np.uint32))  # libraries differ in NaN payloads
        shown = [f"{b:08x}" for b in bits]
    else:
        shown = [str(int(v)) for v in np.asarray(values).ravel()]
    return f"{name} {kind} {','.join(map(str, shape)) or '-'} {','.join(shown)}\n"


def write(name, data, lines):
    text = data.hex()
    (OUT / f"{name}.hex").write_text("".join(text[i : i + 120] + "\n" for i in range(0, len(text), 120)))
    (OUT / f"{name}.txt").write_text("".join(lines))


def onnx_storage():
    tensors = []
    for number, kind in NAMES.items():
        values = np.array(INTEGERS.get(kind, FLOATS), dtype=helper.tensor_dtype_to_np_dtype(number))
        shape = [2, len(values) // 2]
        typed = helper.make_tensor(f"{kind}.typed", number, shape, values, raw=False)
        raw = numpy_helper.from_array(values.reshape(shape), f"{kind}.raw")
        assert raw.HasField("raw_data") and not typed.HasField("raw_data")
        tensors += [typed, raw]
    tensors.append(helper.make_tensor("scalar", TensorProto.FLOAT, [], [7.0]))
    tensors.append(helper.make_tensor("empty", TensorProto.FLOAT, [3, 0], []))
    nodes = [
        helper.make_node("LayerNormalization", ["x", "s", "b"], ["n"], name="norm", axis=-1, epsilon=1e-5),
        helper.make_node("Transpose", ["n"], ["t"], perm=[0, 2, 1, 3]),
        helper.make_node("Constant", [], ["c"], value=helper.make_tensor("", TensorProto.INT64, [2], [1, -1])),
        helper.make_node("Gelu", ["t"], ["y"], approximate="tanh", domain="com.microsoft"),
        helper.make_node("Resize", ["y", "", "c"], ["z"], scales=[0.5, 2.0], modes=["a", "b"]),
    ]
    info = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, ["b", 4])
    graph = helper.make_graph(nodes, "g", [info("x"), info("F32.raw")], [info("z")], tensors)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)])
    data = model.SerializeToString()
    read = onnx.load_from_string(data).graph.initializer
    lines = [line(t.name, NAMES[t.data_type], t.dims, numpy_helper.to_array(t).astype(np.float32)
                  if NAMES[t.data_type].endswith(("F16", "F32", "F64")) else numpy_helper.to_array(t)) for t in read]
    write("onnx-storage", data, lines)


def safetensors_types():
    kinds = {
        "F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I64": torch.int64,
        "I32": torch.int32, "I16": torch.int16, "I8": torch.int8, "U8": torch.uint8, "BOOL": torch.bool,
        "U16": torch.uint16, "U32": torch.uint32, "U64": torch.uint64,
    }
    tensors = {f"t.{kind}": torch.tensor(INTEGERS.get(kind, FLOATS), dtype=dtype).reshape(2, -1)
               for kind, dtype in kinds.items()}
    tensors["unused"] = torch.tensor([1.0, 2.0, 3.0]).to(torch.float8_e4m3fn)
    data = safetensors.torch.save(tensors, {"format": "pt"})
    read = safetensors.torch.load(data)
    lines = [line(name, name[2:], read[name].shape,
                  read[name].to(torch.float32).numpy() if read[name].is_floating_point() else read[name].numpy())
             for name in sorted(read) if name != "unused"]
    write("safetensors-types", data, lines)


onnx_storage()
safetensors_types()
