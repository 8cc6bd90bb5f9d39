/** What is shown of attention, computed from the engine, and pictures of it. */
module dev.heed.view {
    requires transitive dev.heed;
    requires com.fasterxml.jackson.core;

    exports dev.heed.view;
    exports dev.heed.view.json;
}
