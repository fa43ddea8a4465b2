/** Fetches a web page from a public address, within bounds, and cuts its text into passages. */
@NullMarked
package dev.leadrelay.research.page;

import org.jspecify.annotations.NullMarked;
