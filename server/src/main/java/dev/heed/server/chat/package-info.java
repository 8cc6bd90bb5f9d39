/**
 * Language models for programs: OpenAI's chats and completions, whole or as a stream of events.
 *
 * <p>May call {@code http}, {@code program}'s catalog, {@code schedule}'s words for refusals, the documents' writer and the
 * engine.
 */
package dev.heed.server.chat;
