/** all-MiniLM-L6-v2 as a jar: put it beside the engine and {@code Models.minilm()} finds it. */
module dev.heed.model.minilm {
    requires dev.heed;

    provides dev.heed.spi.ModelProvider with
            dev.heed.model.minilm.MiniLm;
}
