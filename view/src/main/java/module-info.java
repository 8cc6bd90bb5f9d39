/** What is shown of attention, computed from the engine, and pictures of it. */
module dev.heed.view {
    requires transitive dev.heed;

    exports dev.heed.view;
}
