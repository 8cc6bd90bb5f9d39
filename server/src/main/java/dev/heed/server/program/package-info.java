/**
 * The interface of programs: OpenAI's, Cohere's and text-embeddings-inference's paths, each answered from the same models
 * through the same queue. One class an endpoint; what they read alike is in {@code Inputs} and {@code Reading}.
 *
 * <p>May call {@code http}, {@code schedule}, {@code count}, the documents' writer and the engine.
 */
package dev.heed.server.program;
