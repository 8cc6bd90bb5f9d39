/** Zip archives in mapped files, in which others keep their tensors; read with suspicion. Calls nothing but the format's own words. */
package dev.heed.format.zip;
