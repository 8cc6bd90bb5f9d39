/**
 * Heed as Spring AI knows embedding models: {@link dev.heed.spring.HeedEmbeddingModel}, its options, and a batching strategy
 * that counts the model's own tokens. Calls the engine's face and Spring AI, nothing of Spring Boot.
 */
package dev.heed.spring;
