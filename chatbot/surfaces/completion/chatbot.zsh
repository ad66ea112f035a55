#compdef chatbot
# zsh completion for chatbot. Load it with: eval "$(chatbot completion zsh)"

_chatbot() {
    local -a commands
    commands=(
        #DESCRIBED#
    )

    local curcontext=$curcontext state line
    _arguments -C \
        #OPTIONS#
        '1:command:->command' '*::argument:->rest'
    case $state in
        command) _describe command commands ;;
        rest)
            case $line[1] in
                #CASES#
            esac ;;
    esac
}

if [[ ${funcstack[1]} == _chatbot ]]; then
    _chatbot "$@" # autoloaded from $fpath
else
    compdef _chatbot chatbot
fi
