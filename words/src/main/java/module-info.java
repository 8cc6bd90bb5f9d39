/** Static word vectors: trained, read, kept and asked. Needs no transformer. */
module dev.heed.words {
    requires transitive dev.heed.ground;

    exports dev.heed.training;
    exports dev.heed.training.corpus;
    exports dev.heed.vectors;
    exports dev.heed.vectors.evaluation;
}
