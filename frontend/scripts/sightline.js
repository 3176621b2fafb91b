// The pages' behaviour. Every page works without it; nothing here decides what somebody may see.
import 'htmx.org/dist/htmx.esm.js'
import { Button, CharacterCount, ErrorSummary, NotificationBanner, SkipLink, createAll } from 'govuk-frontend'
import { startAnswers } from './answers.js'
import { startDialogs } from './dialogs.js'
import { startFields } from './fields.js'
import { startKeys } from './keys.js'
import { startPictures } from './pictures.js'
import { showPrint, startPrint } from './print.js'
import { startSuggest } from './suggest.js'
import { startReports } from './reports.js'
import { startTheme } from './theme.js'
import { startTips } from './tips.js'

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
for (const component of [Button, CharacterCount, ErrorSummary, NotificationBanner, SkipLink]) createAll(component)
startTheme()
startDialogs()
startKeys()
startTips()
startPrint()
startPictures(document)
startSuggest()
startAnswers((answer) => { startPictures(answer); showPrint(answer) })
startReports()
startFields()
