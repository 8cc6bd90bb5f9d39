package dev.heed.kernel;

/**
 * Whether a kernel can run here and, if not, why and what would change it.
 *
 * @param name as forced by the property {@value KernelChoice#PROPERTY}
 * @param usable whether it can run in this process
 * @param reason what it is, or why it is refused
 * @param remedy what makes it usable; null if it is, or if nothing does
 */
public record KernelStatus(String name, boolean usable, String reason, String remedy) {}
