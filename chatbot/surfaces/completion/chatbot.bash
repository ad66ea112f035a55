# bash completion for chatbot. Load it with: eval "$(chatbot completion bash)"

_chatbot() {
    local current=$2 previous=$3 command="" options="" words="" i
    local commands="chat ask check init evaluate serve completion schema"
    local serve="--host --port --workers --sessions --allow-host --allow-audience --cors --trust-proxy --key-file --rate"
    local chat="--history-file --no-history --vi --plain --no-toolbar"

    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            --faq | --color | --history-file) i=$((i + 1)) ;; # its value is no command
            -*) ;;
            *) command=${COMP_WORDS[i]}; break ;;
        esac
    done
    case $command in
        "") options="--version $chat" words=$commands ;;
        chat) options=$chat ;;
        ask) options="--json --explain" ;;
        evaluate) options="--json --html --cross-validate" ;;
        serve) options=$serve ;;
        completion) words="bash zsh fish" ;;
        schema) options="--reply" ;;
    esac

    COMPREPLY=() # where it stays empty, bash completes file names
    case $previous:$current in
        --color:*) COMPREPLY=($(compgen -W "auto always never" -- "$current")) ;;
        --faq:* | --history-file:* | --html:* | --sessions:* | --key-file:*) ;;
        *:-*) COMPREPLY=($(compgen -W "--help --faq --color --debug $options" -- "$current")) ;;
        *) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
    esac
}

complete -o default -F _chatbot chatbot
