/**
 * Text as it is drawn: shipped fonts (Liberation Sans, whose advances are those of Arial and Helvetica; DejaVu Sans for
 * what it lacks), advances, outlines, reading directions.
 *
 * <p>Fonts are read by Heed itself, so no system font, no fontconfig and no display is needed, and a text has the same
 * width on every machine. Calls the JDK's base module only.
 */
package dev.heed.view.font;
