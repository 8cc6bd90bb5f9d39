/** A host that knows the index, and what that hands on: meaning, the engine, word vectors. */
module host {
    requires dev.heed.index;
}
