/** stories260K as a jar: put it beside the engine and {@code Models.stories()} finds it. */
module dev.heed.model.stories {
    requires dev.heed;

    provides dev.heed.spi.ModelProvider with
            dev.heed.model.stories.Stories;
}
