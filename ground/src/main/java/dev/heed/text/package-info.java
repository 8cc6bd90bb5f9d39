/**
 * Places in a text and its words: spans in UTF-16 units and the UAX #29 word segmenter.
 *
 * <p>Knows nothing of models or vocabularies and calls only the JDK.
 */
package dev.heed.text;
