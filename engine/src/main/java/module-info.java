/** Heed's engine: text in, context-aware vectors and their attention out. No native library. */
module dev.heed {
    requires com.fasterxml.jackson.core;
    requires static jdk.incubator.vector;

    exports dev.heed;
    exports dev.heed.attention;
    exports dev.heed.format;
    exports dev.heed.lines;
    exports dev.heed.spi;
    exports dev.heed.tensor;
    exports dev.heed.text;
    exports dev.heed.tokenizer;
    exports dev.heed.training;
    exports dev.heed.training.corpus;
    exports dev.heed.vectors;

    uses dev.heed.spi.ModelProvider;
}
