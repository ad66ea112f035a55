# bash completion for chatbot. Load it with: eval "$(chatbot completion bash)"

_chatbot() {
    local current=$2 previous=$3 command="" options="" words="" values="" value="" i

    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
            #TAKING#) i=$((i + 1)) ;; # its value is no command
            -*) ;;
            *) command=${COMP_WORDS[i]}; break ;;
        esac
    done
    case $command in
        #COMMANDS#
    esac

    COMPREPLY=() # where it stays empty, bash completes file names
    if [[ $values ]]; then
        COMPREPLY=($(compgen -W "$values" -- "$current"))
    elif [[ -z $value && $current == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$current"))
    elif [[ -z $value ]]; then
        COMPREPLY=($(compgen -W "$words" -- "$current"))
    fi
}

complete -o default -F _chatbot chatbot
