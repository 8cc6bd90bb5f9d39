/** Heed's engine: text in, context-aware vectors and their attention out. No native library. */
module dev.heed {
    requires transitive dev.heed.ground;
    requires com.fasterxml.jackson.core;

    exports dev.heed;
    exports dev.heed.attention;
    exports dev.heed.generation;
    exports dev.heed.spi;
    exports dev.heed.template;
    exports dev.heed.tokenizer;
    exports dev.heed.tokenizer.file;
    exports dev.heed.translation;

    uses dev.heed.spi.ModelProvider;
}
