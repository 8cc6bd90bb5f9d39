/** What a jar implements to bring a model: found with {@link java.util.ServiceLoader}. Calls only the JDK. */
package dev.heed.spi;
