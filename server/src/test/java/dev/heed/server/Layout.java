package dev.heed.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** How the page lies: whether texts stand on each other or are cut off where nobody can scroll. */
final class Layout {
    /**
     * What is wrong, one line each. Of every piece of text the boxes of its lines are taken, without what a scrolling
     * ancestor keeps out of sight; two that share more than two pixels each way overlap, and one that reaches out of an
     * ancestor that hides its overflow is cut off. A line of a concordance is meant to be cut, and so is a name in a bar,
     * which the sentence above it says in full.
     */
    private static final String FAULTS = """
            const faults = [];
            const pieces = [];
            const meantToBeCut = '.kwic .before, .kwic .after, .bar, .unseen, .skip, option, .kwic thead';
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            for (let node; (node = walker.nextNode());) {
              const element = node.parentElement;
              if (!node.data.trim() || element.closest(meantToBeCut)) continue;
              if (!element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })) continue;
              const range = document.createRange();
              range.selectNodeContents(node);
              for (const rect of range.getClientRects()) {
                if (rect.width < 1) continue;
                const box = { left: rect.left, right: rect.right, top: rect.top, bottom: rect.bottom };
                for (let around = element; around && around !== document.body; around = around.parentElement) {
                  const style = getComputedStyle(around);
                  if (style.display === 'inline' || style.overflowX === 'visible' && style.overflowY === 'visible') continue;
                  const clip = around.getBoundingClientRect();
                  const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY);
                  if (!scrolls && (box.left < clip.left - 2 || box.right > clip.right + 2)) {
                    faults.push(`cut off: ${node.data.trim()} in ${around.className || around.tagName}`);
                  }
                  box.left = Math.max(box.left, clip.left); box.right = Math.min(box.right, clip.right);
                  box.top = Math.max(box.top, clip.top); box.bottom = Math.min(box.bottom, clip.bottom);
                }
                // the lines of a text are higher than its letters
                const air = (box.bottom - box.top) * 0.15;
                box.top += air; box.bottom -= air;
                if (box.right - box.left > 1 && box.bottom - box.top > 1) pieces.push({ ...box, text: node.data.trim() });
              }
            }
            pieces.sort((a, b) => a.top - b.top);
            for (let i = 0; i < pieces.length; i++) {
              for (let j = i + 1; j < pieces.length && pieces[j].top < pieces[i].bottom; j++) {
                const a = pieces[i], b = pieces[j];
                if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - b.top > 2) {
                  faults.push(`overlap: ${a.text} and ${b.text}`);
                }
              }
            }
            return faults;
            """;

    private Layout() {}

    /** Nothing overlaps, nothing is cut off, nothing is wider than the window. */
    @SuppressWarnings("unchecked")
    static void isSound(Chromium page) {
        page.fits();
        assertThat((List<String>) page.script(FAULTS))
                .as(page.driver().getCurrentUrl())
                .isEmpty();
    }
}
