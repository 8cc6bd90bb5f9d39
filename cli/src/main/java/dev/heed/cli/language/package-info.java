/**
 * What language models do: {@code next}, {@code generate}, {@code chat}. Calls the engine's {@code LanguageModel}, the
 * documents of {@code view} and what all commands share.
 */
package dev.heed.cli.language;
