/** What is shown of attention, computed from the engine, as documents and as pictures. */
module dev.heed.view {
    requires transitive dev.heed;
    requires transitive dev.heed.words;
    requires transitive dev.heed.meaning;
    requires com.fasterxml.jackson.core;
    requires java.desktop; // images in memory, for PNG

    exports dev.heed.view;
    exports dev.heed.view.draw;
    exports dev.heed.view.font;
    exports dev.heed.view.json;
    exports dev.heed.view.picture;
}
