# SPDX-License-Identifier: LGPL-2.1-or-later
# shellcheck shell=bash disable=SC2154 # common.sh sets the names
# To be sourced behind common.sh: runs the commands that a page shows.
#
# In a block "console", a line "> COMMAND" is run by cmd.exe and a line "$ COMMAND" by this shell;
# the lines below it are what it prints, where "..." stands for any text, and alone on a line for any
# lines. "! N" says that it ends with N instead of 0. C:\discs and C:\Photos become folders of the
# test.

# prints_as <file of expected lines>: whether $output has them in this order, and nothing between
# them but where "..." allows it.
prints_as() {
    python3 - "$1" "$output" <<'PYTHON'
import re, sys
expected = open(sys.argv[1], encoding="utf-8").read().splitlines()
text = open(sys.argv[2], encoding="utf-8", errors="replace").read().replace("\r", "")
pattern = "".join(
    "(?:.*\n)*?" if line == "..." else
    ".*".join(re.escape(part) for part in line.split("...")) + "\n" for line in expected)
if expected and re.fullmatch(pattern, text) is None:
    sys.exit("expected:\n" + "\n".join(expected))
PYTHON
}

# ends_with <code> <command line>: by cmd.exe, in the folder of the samples.
ends_with() {
    local code=0
    printf '@%s\r\n@exit %%errorlevel%%\r\n' "$2" >"$work/command.bat"
    (cd "$root/samples" && windows cmd /c "$(windows_path "$work/command.bat")") || code=$?
    [ "$code" -eq "$1" ] || {
        echo "ended with $code instead of $1"
        return 1
    }
}

# in_shell <code> <command line>
in_shell() {
    local code=0
    (cd "$root" && timeout 240 bash -c "$2" >"$output" 2>&1) || code=$?
    [ "$code" -eq "$1" ]
}

localise() {
    local text=$1
    text=${text//C:\\discs/$(windows_path "$work/discs")}
    printf '%s' "${text//C:\\Photos/$(windows_path "$work/source")}"
}

# run_command <command line> <exit code> <file of expected lines>
run_command() {
    local tool=${1%% *}
    case $1 in
    '$ '*)
        point "${1#$ }" in_shell "$2" "${1#$ }"
        point 'and what it says' prints_as "$3"
        ;;
    set\ *)
        export "$(localise "$1" | sed -e 's/^set "\{0,1\}//' -e 's/"$//')"
        [ -n "$OPENIMAPI_VIRTUAL_RECORDERS" ] || unset OPENIMAPI_VIRTUAL_RECORDERS
        ;;
    7z\ *) point "$1" real_tool "$(localise "$1")" ;;
    *)
        point "$1" ends_with "$2" "$(localise "$1")"
        point "and what $tool says" prints_as "$3"
        ;;
    esac
}

# A judge of this system in the place of that of Windows.
real_tool() {
    # shellcheck disable=SC2086 # the words of a command line
    set -- $1
    7z l "$work/discs/$(basename "${3//\\//}")"
}

run_page() {
    local line command='' code=0
    while IFS= read -r line; do
        case $line in
        '> '* | '$ '*)
            [ -z "$command" ] || run_command "$command" "$code" "$work/expected"
            command=${line#> } code=0
            : >"$work/expected"
            ;;
        '! '*) code=${line#! } ;;
        *) printf '%s\n' "$(localise "$line")" >>"$work/expected" ;;
        esac
    done < <(sed -n '/^```console$/,/^```$/{/^```/d;p}' "$1")
    [ -z "$command" ] || run_command "$command" "$code" "$work/expected"
}

mkdir -p "$work/discs"
real_folder_make "$work/source" 1
