/** The sources besides web pages: company records from files, and web search. */
@NullMarked
package dev.leadrelay.research.source;

import org.jspecify.annotations.NullMarked;
