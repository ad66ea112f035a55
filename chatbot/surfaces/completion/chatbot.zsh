#compdef chatbot
# zsh completion for chatbot. Load it with: eval "$(chatbot completion zsh)"

_chatbot() {
    local -a common chat serve commands
    common=(
        '(-h --help)'{-h,--help}'[show help]'
        '--faq[the knowledge file]:file:_files -g "*.y(a|)ml"'
        '--color[when to use colors]:when:(auto always never)'
        '--debug[show the traceback of a fault in chatbot itself]'
    )
    chat=(
        '--history-file[where to keep what you type]:file:_files'
        '--no-history[keep nothing of what you type]'
        '--vi[vi keys instead of emacs keys]'
        '--plain[no toolbar, menus or redrawing, for screen readers]'
        '--no-toolbar[no bottom line]'
    )
    serve=(
        '--host[the address to listen at]:address:'
        '--port[the port; 0 for any that is free]:n:'
        '--workers[how many processes answer]:n:'
        '--sessions[where conversations are kept]:store:_files'
        '*--allow-host[a name people reach it by]:name:'
        '*--allow-audience[an audience that requests may name]:group:'
        '*--cors[a site whose pages may read it]:origin:'
        '*--trust-proxy[a proxy that says who asks]:address:'
        '--key-file[keys for what is not for everybody, one a line]:file:_files'
        '--rate[requests a second of one client]:n:'
    )
    commands=(
        'chat:talk in the terminal'
        'ask:answer once'
        'check:examine a knowledge file and run its tests'
        'init:start a knowledge file'
        'evaluate:measure how well questions are answered'
        'serve:answer over HTTP'
        'completion:print a script that completes commands in a shell'
        'schema:print the JSON Schema of knowledge files, or of replies'
    )

    local curcontext=$curcontext state line
    _arguments -C $common $chat '--version[show the version]' '1:command:->command' '*::argument:->rest'
    case $state in
        command) _describe command commands ;;
        rest)
            case $line[1] in
                chat) _arguments $common $chat ;;
                ask) _arguments $common '--json[one JSON object a line]' \
                    '--explain[say how the reply was decided]' '*:question:' ;;
                check | init) _arguments $common '1:knowledge file:_files -g "*.y(a|)ml"' ;;
                evaluate) _arguments $common '--json[the measures as JSON]' \
                    '--html[write a report to this file]:report:_files' \
                    "--cross-validate[ask each of the file's own phrasings without it; harder than real life]" \
                    '1:knowledge file:_files -g "*.y(a|)ml"' '2:questions:_files' ;;
                serve) _arguments $common $serve ;;
                completion) _arguments $common '1:shell:(bash zsh fish)' ;;
                schema) _arguments $common '--reply[of a reply, as ask --json writes it]' ;;
            esac ;;
    esac
}

if [[ ${funcstack[1]} == _chatbot ]]; then
    _chatbot "$@" # autoloaded from $fpath
else
    compdef _chatbot chatbot
fi
