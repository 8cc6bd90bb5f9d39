/** What is shown of attention, computed from the engine, and pictures of it. */
module dev.heed.view {
    requires transitive dev.heed;
    requires java.desktop; // images in memory, for PNG

    exports dev.heed.view;
    exports dev.heed.view.draw;
    exports dev.heed.view.font;
    exports dev.heed.view.picture;
}
