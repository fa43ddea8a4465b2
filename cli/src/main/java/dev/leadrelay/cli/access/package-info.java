/** How the commands reach a running installation: its addresses, its topics, its pages. */
@NullMarked
package dev.leadrelay.cli.access;

import org.jspecify.annotations.NullMarked;
