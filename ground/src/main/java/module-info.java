/**
 * What Heed's modules stand on: matrices, kernels, threads, text, files. Only what the others' interfaces name is for
 * everybody: matrices, spans, and what is wrong with a file.
 *
 * <p>The Vector API is read at run time where a host has added its module: required here, even statically, it would make every
 * host that compiles with {@code -Werror} fail for an incubating module.
 */
module dev.heed.ground {
    requires com.fasterxml.jackson.core;

    exports dev.heed.format;
    exports dev.heed.search;
    exports dev.heed.tensor;
    exports dev.heed.text;
    exports dev.heed.cache to
            dev.heed,
            dev.heed.words;
    exports dev.heed.format.gguf to
            dev.heed;
    exports dev.heed.format.numpy to
            dev.heed;
    exports dev.heed.format.onnx to
            dev.heed;
    exports dev.heed.format.torch to
            dev.heed;
    exports dev.heed.kernel to
            dev.heed,
            dev.heed.words;
    exports dev.heed.kernel.block to
            dev.heed;
    exports dev.heed.kernel.linear to
            dev.heed;
    exports dev.heed.kernel.rows to
            dev.heed;
    exports dev.heed.kernel.tile to
            dev.heed;
    exports dev.heed.kernel.window to
            dev.heed.words;
    exports dev.heed.lines to
            dev.heed.words,
            dev.heed.cli,
            dev.heed.index,
            dev.heed.meaning;
    exports dev.heed.parallel to
            dev.heed,
            dev.heed.words;
}
