package dev.heed.cli.compare;

/** What the picture of {@code compare} shows. */
enum ComparePicture {
    /** How similar the occurrences are, layer by layer. */
    curve,
    /** Where their vectors stand on a plane. */
    map,
    /** Which words of the model's table they are nearest to. */
    neighbors
}
