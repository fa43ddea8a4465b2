/** What the system tests share: one broker and one registry, installations beside each other on them, child processes. */
@NullMarked
package dev.leadrelay.system.support;

import org.jspecify.annotations.NullMarked;
