/**
 * Pictures of the views: where words, lines, cells, curves and numbers stand.
 *
 * <p>One class a picture or a part of one; each makes marks for {@code draw}, never SVG or pixels. Colours differ in
 * lightness, so that a grey print and a colour-blind reader lose nothing; what has a colour has a number or a shape too.
 */
package dev.heed.view.picture;
