#!/usr/bin/env bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# openimapi-recorder: what it does, what it refuses, and its exit codes.
. "$(dirname "$0")/common.sh"

# ends_with <code> <arguments of the tool...>
ends_with() {
    local code=0
    recorder_tool "${@:2}" || code=$?
    [ "$code" -eq "$1" ] || {
        echo "ended with $code instead of $1"
        return 1
    }
}

lists() { recorder_tool list && says "$1"; }

disc=$work/'größe 光.iso'
no_recorders
point 'without a recorder: says so' lists 'There is no virtual recorder.'
point 'a recorder with a blank disc is added' \
    ends_with 0 add one --medium dvd+rw --disc "$(windows_path "$disc")" --vendor ACME
point 'its disc is there' test -e "$disc" -a -e "$disc.disc"
point 'it is listed' lists 'one: tray closed, dvd+rw, blank, '
point 'with the name of its disc' says 'größe 光.iso'
point 'the same name again is refused' ends_with 1 add ONE
point 'the message names the recorder' says "'ONE'"
point 'a name that is none is refused' ends_with 1 add 'a#b'
point 'a medium that is none is refused' ends_with 2 add two --medium floppy --disc x
point 'a medium without a file is refused' ends_with 2 add two --medium dvd+r
point 'a disc in a folder that is not there is warned of' \
    ends_with 0 add two --medium dvd+r --disc "$(windows_path "$work/nowhere/a.iso")"
point 'the warning names the file' says 'nowhere'
point 'the tray opens' ends_with 0 eject one
point 'and is listed so' lists 'one: tray open'
point 'the tray closes' ends_with 0 load one
point 'and is listed so' lists 'one: tray closed'
point 'a disc that is not there is not inserted' ends_with 1 insert one "$(windows_path "$work/other.iso")"
point 'and the one before stays' lists 'größe 光.iso'
point 'with a medium it is made' ends_with 0 insert one "$(windows_path "$work/other.iso")" --medium dvd+r
point 'and listed' lists 'one: tray closed, dvd+r, blank, '
echo rubbish >"$work/rubbish.iso"
point 'what is no disc is not inserted' ends_with 1 insert one "$(windows_path "$work/rubbish.iso")" --medium dvd+r
point 'and stays as it was' grep -q '^rubbish$' "$work/rubbish.iso"
wine reg add 'HKCU\Software\OpenIMAPI\VirtualRecorders\one' /v Disc /t REG_DWORD /d 7 /f >/dev/null 2>&1
point 'a damaged value is told' lists 'damaged: the path of the disc'
point 'a recorder is removed' ends_with 0 remove one
point 'and its disc stays' test -e "$work/other.iso"
point 'once only' ends_with 1 remove one
point 'unknown commands show the usage' ends_with 2 burn
point 'on the screen' says 'usage: openimapi-recorder'
point 'so do missing operands' ends_with 2 insert two
point 'and unknown options' ends_with 2 list --everything
point 'options that another command takes are refused' ends_with 2 eject two --medium dvd+r
point 'and the help of the command is shown' says 'usage: openimapi-recorder eject NAME'
point 'help is no failure' ends_with 0 --help
point 'it lists the commands' says 'openimapi-recorder faults NAME PLAN'
for verb in list info add insert eject load faults log remove; do
    point "help of $verb" ends_with 0 help $verb
    point 'shows its usage' says "usage: openimapi-recorder $verb"
    point "$verb --help" ends_with 0 $verb --help
    point 'shows the same' says "usage: openimapi-recorder $verb"
done
point 'there is no help of what there is not' ends_with 2 help burn

# json <expression>: what the whole output is, read as JSON and called `it`, is true.
json() { python3 -c 'import json, sys; it = json.load(open(sys.argv[1])); assert eval(sys.argv[2]), it' "$output" "$1"; }
no_recorders
point 'JSON: no recorder' ends_with 0 list --json
point 'is an empty list' json 'it == []'
recorder_tool add one --medium dvd-r --disc "$(windows_path "$disc.2.iso")" --product 'A "B" \C'
recorder_tool add two --medium none --machine
point 'JSON: two recorders' ends_with 0 list --json
point 'are both told' json '[r["name"] for r in it] == ["one", "two"]'
point 'with where they are kept' json '[r["scope"] for r in it] == ["user", "machine"]'
point 'with the id that programs see' json 'it[0]["id"].endswith("#one#{53f56308-b6bf-11d0-94f2-00a0c91efb8b}")'
point 'with their texts' json 'it[0]["product"] == "A \"B\" \\C" and it[1]["vendor"] == "OpenIMAP"'
point 'with the path of the disc' json 'it[0]["disc"]["path"].endswith("\\größe 光.iso.2.iso")'
point 'with its state' json 'it[0]["disc"]["state"] == "blank" and it[0]["disc"]["medium"] == "dvd-r"'
point 'with its room' json 'it[0]["disc"]["usedBlocks"] == 0 and it[0]["disc"]["freeBlocks"] == 2298496'
point 'with no disc where there is none' json 'it[1]["disc"] is None'
point 'JSON: one recorder' ends_with 0 info one --json
point 'is told alike' json 'it["name"] == "one" and it["tray"] == "closed" and it["damaged"] is None'
point 'info of a recorder that is not there' ends_with 1 info nobody
point 'names it' says "'nobody'"
point 'info of an empty one' ends_with 0 info two
point 'says so' grep -q '^disc  *no disc' "$output"
wine reg add 'HKCU\Software\OpenIMAPI\VirtualRecorders\one' /v Log /t REG_DWORD /d 7 /f >/dev/null 2>&1
point 'a damaged log is told' lists 'damaged: the path of the log'
recorder_tool remove two

point 'a plan of faults is set' ends_with 0 faults one 'read-disc-information*1:3/11/00 write#9:gone'
point 'it is listed' ends_with 0 info one --json
point 'as it was written' json 'it["faults"] == "read-disc-information*1:3/11/00 write#9:gone"'
point 'a plan that makes no sense is refused' ends_with 2 faults one 'burn:never'
point 'the one before' ends_with 0 info one --json
point 'stays' json 'it["faults"].endswith("write#9:gone")'
point 'faults end' ends_with 0 faults one ''
point 'faults of a recorder that is not there' ends_with 1 faults nobody any:timeout

no_recorders
point 'a recorder for each medium is imported' \
    wine reg import "$(windows_path "$root/regfiles/virtual-recorders.reg")"
point 'they are all listed' ends_with 0 list --json
point 'and none is damaged' json 'len(it) == 20 and not any(r["damaged"] for r in it)'
no_recorders
recorder_tool add one --medium dvd-r --disc "$(windows_path "$disc.3.iso")"

log=$work/'log 光.txt'
point 'a log begins' ends_with 0 log one "$(windows_path "$log")"
point 'is listed' lists '  logs to '
point 'is empty at first' ends_with 0 log one
point 'a program asks the recorder' script_host "$(windows_path "$root/samples/list_recorders.vbs")"
point 'every command is in the file' grep -qE '^ +0\.[0-9]{3}  READ DISC INFORMATION: [0-9]+ bytes' "$log"
point 'the tool shows it' ends_with 0 log one
point 'in the names of the standard' says 'GET CONFIGURATION, feature'
point 'a log in a folder that is not there is refused' ends_with 1 log one "$(windows_path "$work/nowhere/log.txt")"
point 'and the one before stays' lists 'log 光.txt'
point 'the log ends' ends_with 0 log one ''
point 'and is no longer listed' fails lists 'logs to'
size=$(stat -c %s "$log")
point 'a program asks again' script_host "$(windows_path "$root/samples/list_recorders.vbs")"
point 'and nothing is added' [ "$(stat -c %s "$log")" = "$size" ]
point 'log without a log' ends_with 0 log one
point 'says so' says 'No commands are logged.'
no_recorders
finish
