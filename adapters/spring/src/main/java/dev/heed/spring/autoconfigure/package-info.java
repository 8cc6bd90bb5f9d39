/**
 * What Spring Boot does with Heed on its class path: a model from properties, health and metrics where the host has them.
 * The only package that knows Spring Boot.
 */
package dev.heed.spring.autoconfigure;
