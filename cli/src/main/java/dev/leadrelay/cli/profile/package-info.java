/** Profile files as a person writes them: everything that is wrong with one, before a service meets it. */
@NullMarked
package dev.leadrelay.cli.profile;

import org.jspecify.annotations.NullMarked;
