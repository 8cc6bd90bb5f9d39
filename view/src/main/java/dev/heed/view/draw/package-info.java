/**
 * A drawing as a list of marks, laid out once, and its two painters: SVG as text, PNG as pixels. Both draw the same marks
 * in the same places.
 *
 * <p>Knows nothing of attention. Calls the room of fonts; of AWT only shapes and images in memory, never its fonts.
 */
package dev.heed.view.draw;
