// SPDX-License-Identifier: MIT
package io.github.gas4j.core;

/**
 * Describes an option. {@link GasConfig#options()} returns one for every option that there is.
 *
 * @param name its name, like {@code bufferSize}
 * @param type the kind of its value, in a word like {@code size}
 * @param defaultValue its default as it would be written, like {@code 8MiB}, or in words if it depends on other options
 * @param valid which values are valid, like {@code 64KiB to 1GiB}
 * @param meaning what it is for, in one line
 */
public record GasOption(String name, String type, String defaultValue, String valid, String meaning) {}
