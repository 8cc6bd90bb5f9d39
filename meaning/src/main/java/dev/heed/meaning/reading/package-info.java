/**
 * How far a model reads a text: what of it the model does not know, whether it knows the language.
 *
 * <p>Calls the engine and {@code corpus}; judges nothing but the reading, no meaning.
 */
package dev.heed.meaning.reading;
