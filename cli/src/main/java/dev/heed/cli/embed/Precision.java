package dev.heed.cli.embed;

/** Number format to compute in. */
enum Precision {
    /** 32-bit floats. */
    fp32,
    /** The fastest that is as good as 32-bit floats here. */
    auto
}
