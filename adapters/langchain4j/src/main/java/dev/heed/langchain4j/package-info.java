/**
 * Heed as LangChain4j knows models: {@link dev.heed.langchain4j.HeedEmbeddingModel}, {@link
 * dev.heed.langchain4j.HeedScoringModel}, {@link dev.heed.langchain4j.HeedChatModel} and {@link
 * dev.heed.langchain4j.HeedStreamingChatModel}, each over an engine of {@code dev.heed} that runs in the same JVM. Calls the
 * engine's face and LangChain4j's core, nothing else.
 */
package dev.heed.langchain4j;
