/** What became of a list: its ledger, its results and its dead letters, as files and tables. */
@NullMarked
package dev.leadrelay.cli.results;

import org.jspecify.annotations.NullMarked;
