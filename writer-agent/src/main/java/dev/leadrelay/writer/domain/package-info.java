/** How a draft is written: the strongest claims, the prompt, the footer, the gate. */
@NullMarked
package dev.leadrelay.writer.domain;

import org.jspecify.annotations.NullMarked;
