/** Meaning in use: explained similarity, senses of a word in a corpus, concordance by meaning. */
module dev.heed.meaning {
    requires transitive dev.heed;
    requires transitive dev.heed.words;

    exports dev.heed.meaning.concordance;
    exports dev.heed.meaning.contexts;
    exports dev.heed.meaning.corpus;
    exports dev.heed.meaning.feature;
    exports dev.heed.meaning.reading;
    exports dev.heed.meaning.sense;
    exports dev.heed.meaning.similarity;
    exports dev.heed.meaning.statistics;
}
