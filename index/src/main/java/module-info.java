/** An index of words in context on disk: made once, asked in milliseconds. */
module dev.heed.index {
    requires transitive dev.heed;
    requires transitive dev.heed.meaning;
    requires org.apache.lucene.core;

    exports dev.heed.index;
    exports dev.heed.index.source;
    exports dev.heed.index.store;
    exports dev.heed.index.use;
}
