"""Runs the AVX-512 code of kernel.block without such a processor: an emulator of the instructions in its listings.

    java -cp ground/target/classes:ground/target/test-classes dev.heed.kernel.CodeDump avx512 blocks code >BLOCKS
    java -cp ground/target/classes:ground/target/test-classes dev.heed.kernel.CodeDump avx512 byte_blocks code >BYTE_BLOCKS
    python tools/goldens/emulate_blocks.py BLOCKS BYTE_BLOCKS

Decoded weights are compared with the gguf package's, bit for bit; products of bytes with their sums in double precision.
The listings are the goldens of AssemblerTest. Needs gguf (0.19.0) and numpy.
"""

import re
import struct
import sys

import numpy as np
from gguf import GGMLQuantizationType, quants

LISTINGS = "ground/src/test/resources/dev/heed/kernel/avx512-%s.txt"
# weights and bytes of a block, where its half-precision numbers stand
FORMATS = {"Q8_0": (32, 34, [0]), "Q4_0": (32, 18, [0]), "Q4_1": (32, 20, [0, 2]), "Q5_0": (32, 22, [0]),
           "Q5_1": (32, 24, [0, 2]), "Q4_K": (256, 144, [0, 2]), "Q5_K": (256, 176, [0, 2]), "Q6_K": (256, 210, [208])}
DECODED = ["F32", "F16", "BF16", *FORMATS]  # the listing's functions, in order
MULTIPLIED = ["Q8_0", "Q4_0", "Q5_0", "Q6_K"]  # three functions each: inputs rounded, products, those of one row of inputs
WIDTHS = {"x": 16, "y": 32, "z": 64}
NOTHING = ("vzeroupper", "prefetcht0")


def as_(kind):
    return lambda b: b.view(kind)


F32, I32, U32, I16, I8 = as_(np.float32), as_(np.int32), as_(np.uint32), as_(np.int16), as_(np.int8)


def packed(a, b, wide, low, high, narrow):
    """Halves of 128 bits: those of a, then those of b."""
    parts = [np.clip(wide(s[at:at + 16]), low, high).astype(narrow) for at in range(0, len(a), 16) for s in (a, b)]
    return np.concatenate(parts)


def unpacked(a, b, first):
    x, y = U32(a).reshape(-1, 4), U32(b).reshape(-1, 4)
    return np.stack([x[:, first], y[:, first], x[:, first + 1], y[:, first + 1]], 1).ravel()


def shuffled(a, b, how):
    x, y = U32(a).reshape(-1, 4), U32(b).reshape(-1, 4)
    return np.stack([x[:, how & 3], x[:, how >> 2 & 3], y[:, how >> 4 & 3], y[:, how >> 6 & 3]], 1).ravel()


def shuffled_bytes(a, b):
    place = np.arange(len(a)) // 16 * 16 + (b & 15)
    return np.where(b & 0x80, 0, a[place]).astype(np.uint8)


def byte_products(a, b):
    return a.astype(np.int32) * I8(b)


def pairs(products):
    return products[0::2] + products[1::2]


def neighbours(a, b):
    """Sums of two in each half: those of a, then those of b."""
    lanes = 16 // a.itemsize
    return np.concatenate([pairs(s[at:at + lanes]) for at in range(0, len(a), lanes) for s in (a, b)])


TWO = {
    "vaddps": lambda a, b: F32(a) + F32(b),
    "vsubps": lambda a, b: F32(a) - F32(b),
    "vmulps": lambda a, b: F32(a) * F32(b),
    "vdivps": lambda a, b: F32(a) / F32(b),
    "vmaxps": lambda a, b: np.where(F32(a) > F32(b), F32(a), F32(b)),
    "vandps": lambda a, b: a & b,
    "vorps": lambda a, b: a | b,
    "vxorps": lambda a, b: a ^ b,
    "vpxord": lambda a, b: a ^ b,
    "vpaddd": lambda a, b: I32(a) + I32(b),
    "vpsubd": lambda a, b: I32(a) - I32(b),
    "vpaddw": lambda a, b: I16(a) + I16(b),
    "vpsubw": lambda a, b: I16(a) - I16(b),
    "vpmaddwd": lambda a, b: pairs(I16(a).astype(np.int32) * I16(b)),
    "vpmaddubsw": lambda a, b: np.clip(pairs(byte_products(a, b)), -32768, 32767).astype(np.int16),
    "vpmulld": lambda a, b: I32(a) * I32(b),
    "vphaddw": lambda a, b: neighbours(I16(a), I16(b)),
    "vphaddd": lambda a, b: neighbours(I32(a), I32(b)),
    "vpsignb": lambda a, b: I8(a) * np.sign(I8(b)),
    "vpackusdw": lambda a, b: packed(a, b, I32, 0, 65535, np.uint16),
    "vpackssdw": lambda a, b: packed(a, b, I32, -32768, 32767, np.int16),
    "vpacksswb": lambda a, b: packed(a, b, I16, -128, 127, np.int8),
    "vpermd": lambda a, b: U32(b)[U32(a) & 7],
    "vpermps": lambda a, b: U32(b)[U32(a) & 15],
    "vpsrlvd": lambda a, b: U32(a) >> U32(b),
    "vpshufb": shuffled_bytes,
    "vpcmpeqb": lambda a, b: np.where(a == b, 255, 0).astype(np.uint8),
    "vunpcklps": lambda a, b: unpacked(a, b, 0),
    "vunpckhps": lambda a, b: unpacked(a, b, 2),
    "vmovhlps": lambda a, b: np.concatenate([b[8:16], a[8:16]]),
}
# of one operand: the part of the target's width that is read, what becomes of it
ONE = {
    "vbroadcastss": (lambda n: 4, lambda b, n: np.tile(b, n // 4)),
    "vpbroadcastw": (lambda n: 2, lambda b, n: np.tile(b, n // 2)),
    "vbroadcasti128": (lambda n: 16, lambda b, n: np.tile(b, 2)),
    "vcvtph2ps": (lambda n: n // 2, lambda b, n: b.view(np.float16).astype(np.float32)),
    "vpmovsxbd": (lambda n: n // 4, lambda b, n: I8(b).astype(np.int32)),
    "vpmovzxbd": (lambda n: n // 4, lambda b, n: b.astype(np.int32)),
    "vpmovzxwd": (lambda n: n // 2, lambda b, n: b.view(np.uint16).astype(np.int32)),
    "vcvtdq2ps": (lambda n: n, lambda b, n: I32(b).astype(np.float32)),
    "vcvtps2dq": (lambda n: n, lambda b, n: np.rint(F32(b)).astype(np.int32)),
    "vextractf128": (lambda n: 32, lambda b, n: b[16:]),
    "vextractf64x4": (lambda n: 64, lambda b, n: b[32:]),
    "vpabsb": (lambda n: n, lambda b, n: np.abs(I8(b).astype(np.int16)).astype(np.uint8)),
    "vmovshdup": (lambda n: n, lambda b, n: np.repeat(U32(b)[1::2], 2)),
    "vmovaps": (lambda n: n, lambda b, n: b),
}


class Machine:
    def __init__(self, listing, code):
        self.memory = bytearray(1 << 22)
        self.memory[:len(code)] = code
        self.general = dict.fromkeys("rax rbx rcx rdx rsi rdi rbp r8 r9 r10 r11 r12 r13 r14 r15".split(), 0)
        self.vectors = np.zeros((32, 64), np.uint8)
        self.stack, self.program, self.places, self.starts = [], [], {}, []
        begins = True
        for line in listing:
            offset, text = line.split(": ", 1)[0], line.split(" | ", 1)[1]
            if begins:
                self.starts.append(int(offset, 16))
            begins = text == "ret"
            self.places[int(offset, 16)] = len(self.program)
            name, _, operands = text.partition(" ")
            self.program.append((name, re.split(r",(?![^\[]*\])", operands)))

    def write(self, at, data):
        self.memory[at:at + len(data)] = data

    def address(self, text):
        total = 0
        for part in text[text.index("[") + 1:text.index("]")].replace("-", "+-").split("+"):
            register, _, scale = part.partition("*")
            total += self.general[register] * int(scale or 1) if register in self.general else int(part, 16)
        return total

    def number(self, text):
        if text in self.general:
            return self.general[text]
        if "[" in text:
            return struct.unpack_from("<q", self.memory, self.address(text))[0]
        return int(text, 16)

    def value(self, text, size):
        if "[" in text:
            at = self.address(text)
            return np.frombuffer(bytes(self.memory[at:at + size]), np.uint8)
        return self.vectors[int(re.sub(r"\D", "", text))][:size].copy()

    def put(self, text, value):
        data = np.frombuffer(np.ascontiguousarray(value).tobytes(), np.uint8)
        register = int(re.sub(r"\D", "", text))
        self.vectors[register] = 0
        self.vectors[register][:len(data)] = data

    def run(self, start, **registers):
        self.general.update(registers)
        at, zero = self.places[start], False
        while True:
            name, o = self.program[at]
            at += 1
            if name == "ret":
                return
            if name in ("jne", "je"):
                if zero == (name == "je"):
                    at = self.places[int(o[0], 16)]
            elif name in ("dec", "test"):
                self.general[o[0]] -= name == "dec"
                zero = self.general[o[0]] == 0
            elif name.startswith("v") and name not in NOTHING:
                self.vector(name, o)
            elif name not in NOTHING:
                self.scalar(name, o)

    def scalar(self, name, o):
        if name == "push":
            self.stack.append(self.general[o[0]])
        elif name == "pop":
            self.general[o[0]] = self.stack.pop()
        elif name == "mov" and "[" in o[0]:
            self.write(self.address(o[0]), struct.pack("<q", self.general[o[1]]))
        elif name == "lea":
            self.general[o[0]] = self.address(o[1])
        else:
            change = {"mov": lambda a, b: b, "add": lambda a, b: a + b, "imul": lambda a, b: a * b}[name]
            self.general[o[0]] = change(self.general[o[0]], self.number(o[1]))

    def vector(self, name, o):
        if "[" in o[0]:  # a store
            size = 4 if name == "vmovss" else WIDTHS[o[1][0]]
            self.write(self.address(o[0]), self.value(o[1], size).tobytes())
            return
        size = WIDTHS[o[0][0]]
        if name == "vmovups":
            self.put(o[0], self.value(o[1], size))
        elif name in ONE:
            read, of = ONE[name]
            self.put(o[0], of(self.value(o[1], read(size)), size))
        elif name in ("vpslld", "vpsrld"):
            bits, x = int(o[2], 16), U32(self.value(o[1], size))
            self.put(o[0], x << bits if name == "vpslld" else x >> bits)
        else:
            self.put(o[0], self.of_two(name, o, self.value(o[1], size), self.value(o[2], size), size))

    def of_two(self, name, o, a, b, size):
        if name in TWO:
            return TWO[name](a, b)
        if name == "vfmadd231ps":
            exact = F32(a).astype(np.float64) * F32(b) + F32(self.value(o[0], size))
            return exact.astype(np.float32)
        if name == "vpdpbusd":
            return I32(self.value(o[0], size)) + byte_products(a, b).reshape(-1, 4).sum(1).astype(np.int32)
        how = int(o[3], 16)
        if name == "vpblendd":
            return np.where([how >> lane & 1 for lane in range(size // 4)], U32(b), U32(a))
        if name == "vperm2f128":
            halves = [a[:16], a[16:], b[:16], b[16:]]
            return np.concatenate([halves[how & 3], halves[how >> 4 & 3]])
        if name == "vshufps":
            return shuffled(a, b, how)
        raise ValueError(f"{name}: not known")


def machine(kind, code):
    with open(LISTINGS % kind) as listing, open(code, "rb") as file:
        return Machine(listing.read().splitlines(), file.read())


def blocks(name, rows, count, random):
    raw = random.integers(0, 256, (rows, count, FORMATS[name][1]), dtype=np.uint8)
    for half in FORMATS[name][2]:
        raw[:, :, half + 1] &= 0xBF
    rows = raw.reshape(rows, -1)
    return rows, quants.dequantize(rows, getattr(GGMLQuantizationType, name))


def decode(emulated, random):
    for name, start in zip(DECODED, emulated.starts):
        if name not in FORMATS:
            continue
        count = 3
        rows, weights = blocks(name, 1, count, random)
        emulated.write(0x100000, rows.tobytes())
        emulated.write(0x3F0000, struct.pack("<q", count))
        emulated.run(start, rdi=0x100000, rsi=0x200000, rcx=0x300000, r9=0x3F0000)
        found = bytes(emulated.memory[0x200000:0x200000 + 4 * weights.size])
        print(f"{name} decoded: {'the same bits' if found == weights.astype(np.float32).tobytes() else 'DIFFERS'}")


def multiply(emulated, random):
    for place, name in enumerate(MULTIPLIED):
        unit, size, _ = FORMATS[name]
        units, stretch = (4, 2) if unit == 32 else (2, 1)
        columns, rows, outputs = unit * units, 7, 32
        stored, weights = blocks(name, outputs, units, random)
        x = random.standard_normal((rows, columns)).astype(np.float32)
        emulated.write(0x100000, stored.tobytes())
        emulated.write(0x200000, x.tobytes())
        emulated.write(0x300000, bytes(4 * rows * outputs))
        emulated.write(0x3F0000, struct.pack("<3q", 4 * columns, rows, columns // 32))
        emulated.run(emulated.starts[3 * place], rdi=0x200000, rdx=0x280000, r9=0x3F0000)
        sizes = [size * units, outputs // 16, units // stretch, stretch, stretch * unit // 32, rows // 6, rows % 6,
                 columns // 32 * 48, 4 * outputs]
        emulated.write(0x3F0000, struct.pack("<9q", *sizes))
        emulated.run(emulated.starts[3 * place + 1],
                     rdi=0x100000, rsi=0x280000, rdx=0x300000, rcx=0x340000, r9=0x3F0000)
        found = np.frombuffer(bytes(emulated.memory[0x300000:0x300000 + 4 * rows * outputs]), np.float32)
        emulated.write(0x320000, bytes(4 * outputs))
        emulated.write(0x3F0000, struct.pack("<9q", *sizes))
        emulated.run(emulated.starts[3 * place + 2],
                     rdi=0x100000, rsi=0x280000, rdx=0x320000, rcx=0x340000, r9=0x3F0000)
        one = bytes(emulated.memory[0x320000:0x320000 + 4 * outputs])
        same = "the same bits" if one == found[:outputs].tobytes() else "ANOTHER RESULT"
        parts = x.reshape(rows, -1, 32)
        largest = np.abs(parts).max(2, keepdims=True)
        rounded = np.rint(parts * (np.float32(127) / largest)) * (largest / np.float32(127)).astype(np.float64)
        expected = rounded.reshape(rows, columns) @ weights.astype(np.float64).T
        worst = np.abs(found.reshape(rows, outputs) - expected).max() / np.abs(expected).max()
        print(f"{name} multiplied: largest difference {worst:.1e} of the largest; a single row: {same}")


def main():
    decode(machine("blocks", sys.argv[1]), np.random.default_rng(1))
    multiply(machine("byte_blocks", sys.argv[2]), np.random.default_rng(2))


if __name__ == "__main__":
    main()
