/** A real browser, for the tests of pages in this module and of the whole system. */
@NullMarked
package dev.leadrelay.deadletter.testing;

import org.jspecify.annotations.NullMarked;
