/** What an index loses against the files, on labelled data; no tests. */
package dev.heed.index.evaluation;
