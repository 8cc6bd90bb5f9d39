/**
 * How much of the machine one engine may use: a fixed number of threads that sleep when there is nothing to do.
 *
 * <p>Work is cut by its shape, never by the number of threads, so that results do not depend on it. Calls only the JDK.
 */
package dev.heed.parallel;
