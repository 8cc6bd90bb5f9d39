/** Texts as vector fields and queries of Lucene, late interaction, highlighting by meaning. */
module dev.heed.lucene {
    requires transitive dev.heed;
    requires dev.heed.meaning;
    requires transitive org.apache.lucene.core;
    requires static transitive org.apache.lucene.highlighter; // for MeaningHighlighter alone

    exports dev.heed.lucene;
}
